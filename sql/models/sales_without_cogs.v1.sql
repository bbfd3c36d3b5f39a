-- Sales without COGS: orders and credit notes with a date on or before the period end whose COGS is blank or zero.
--
-- since: 2000-01
-- rule:  domain.md 1.4, CB1, CB2. The first condition that fails is named. A blank known only from an older COGS Breakdown
--        no longer counts once a newer sales row shows the document eligible: Omni has had its chance to compute it.

with

judged as (
    select
        documents.*,
        cogs_as_known.cogs,
        cogs_as_known.period as cogs_period,
        cogs_as_known._landing as cogs_landing,
        cogs_as_known._line as cogs_line,
        case
            when documents.move_date is null and documents.doc_type = 'SO' then 'not_fully_dispatched'
            when documents.move_date is null then 'not_completed'
            when documents.acct_date is null and documents.doc_type = 'SO' then 'no_invoice_date'
            when documents.acct_date is null then 'no_credit_note_date'
            when documents.qty_ordered <> documents.qty_moved then 'qty_mismatch'
            when documents.status = 'ERROR' then 'status_error'
            when coalesce(documents.status, 'NOT_IMPORTED') = 'NOT_IMPORTED' then 'status_not_imported'
            when cogs_as_known.cogs = 0 then 'eligible_but_zero'
            else 'eligible_but_blank'
        end as failing_condition
    from documents
    inner join cogs_as_known on cogs_as_known.ref_key = documents.ref_key
    where
        documents.doc_type in ('SO', 'CN')
        and (documents.moved or documents.booked)
        and not documents.is_void
        and not documents.is_draft
        and coalesce(cogs_as_known.cogs, 0) = 0
)

select *
from judged
where not (failing_condition in ('eligible_but_zero', 'eligible_but_blank') and cogs_period < file_period)
