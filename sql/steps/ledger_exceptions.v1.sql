-- Ledger exceptions: drafts to approve, discrepancies to fix, and months whose COGS journal does not equal Omni's COGS (SY2, SY3, SY6).
--
-- since: 2000-01
-- grain: one row for each step and each draft, document or month that fails it
-- key:   step, doc_type, ref, reason_code
-- rule:  checklist.md#sy2-approve-draft-invoices-and-bills, checklist.md#sy3-fix-discrepancies,
--        checklist.md#sy6-sync-the-cogs-journal

select
    'SY2' as step,
    'GL' as doc_type,
    coalesce(number, reference, contact, '') as ref,
    contact,
    'draft_in_ledger' as reason_code,
    'ledger_documents' as dataset,
    min(_landing) as _landing,
    min(_line) as _line
from ledger_documents
where
    period = $period
    and status in ('DRAFT', 'SUBMITTED')
    and document_date <= $period_end
group by
    kind,
    number,
    reference,
    contact
union all
select
    'SY3' as step,
    doc_type,
    ref,
    cast(null as varchar) as contact,
    case cause_id
        when 'S21' then 'dated_otherwise'
        when 'S22' then 'void_on_one_side'
        when 'P23' then 'void_on_one_side'
        when 'P08' then 'other_rate'
        else 'amounts_differ'
    end as reason_code,
    'ledger_entries' as dataset,
    _landing,
    _line
from discrepancies
union all
select
    'SY6' as step,
    'COGS' as doc_type,
    'COGS-' || cogs_months.cogs_month as ref,
    cast(null as varchar) as contact,
    case when cogs_months.is_by_sale then 'cost_by_sale_differs|' else 'journal_differs|' end
    || cast(cast(cogs_months.journal as decimal(18, 2)) as varchar)
    || '|' || cast(cast(cogs_months.omni_cogs as decimal(18, 2)) as varchar) as reason_code,
    'ledger_entries' as dataset,
    cogs_months._landing,
    cogs_months._line
from cogs_months
where cogs_months.stale + cogs_months.later <> 0
