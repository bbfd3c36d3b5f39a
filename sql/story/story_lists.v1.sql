-- Story lists: each document as the ledger's own lists of invoices and bills show it: approved, paid, void, or still a draft.
--
-- since: 2000-01
-- grain: one row for each document and each listed invoice, bill or credit that contains its reference
-- key:   doc_type, ref_key, _landing, _line
-- takes: reference
-- rule:  references.md#lists-of-invoices-and-bills
--        The amount is ex tax if the list states the tax, otherwise the total

select
    story_documents.doc_type,
    story_documents.ref_key,
    case listed_parts.kind
        when 'bill' then 'story_bill'
        when 'bill_credit' then 'story_bill_credit'
        when 'sales_invoice' then 'story_sales_invoice'
        when 'sales_credit' then 'story_sales_credit'
    end as step_code,
    listed_parts.document_date as day,
    listed_parts.total - coalesce(listed_parts.tax_total, 0) as amount,
    concat_ws(
        ';',
        case listed_parts.status
            when 'DRAFT' then 'listed_draft'
            when 'SUBMITTED' then 'listed_submitted'
            when 'AUTHORISED' then 'listed_authorised'
            when 'PAID' then 'listed_paid'
            when 'VOIDED' then 'listed_voided'
            when 'DELETED' then 'listed_deleted'
        end,
        case when listed_parts.tax_total is null then 'with_any_tax' end
    ) as about_code,
    case
        when listed_parts.status is null then 'unknown'
        when listed_parts.status in ('DRAFT', 'SUBMITTED') then 'draft'
        when listed_parts.status in ('VOIDED', 'DELETED') then case when story_documents.is_void then 'void' else 'void_there' end
        when story_documents.is_void then 'stands'
        else 'ok'
    end as state,
    listed_parts._landing,
    listed_parts._line
from story_documents
inner join listed_parts
    on listed_parts.ref_key = story_documents.ref_key
    and listed_parts.side = case when story_documents.doc_type in ('SO', 'CN') then 'sales' else 'bills' end
where story_documents.doc_type in ('SO', 'CN', 'PO', 'SCN')
