-- Sales and COGS: each sales order and credit note, with its row in the newest COGS Breakdown that lists it, if any.
--
-- since: 2000-01
-- grain: one row for each sales order or credit note
-- key:   doc_type, ref_key
-- rule:  cogs.md#blank-and-zero
--        `has_cogs_row` distinguishes a document with blank COGS from one that is not in any COGS Breakdown

select
    documents.*,
    cogs_entries_as_known.ref_key is not null as has_cogs_row,
    cogs_entries_as_known.cogs,
    cogs_entries_as_known.acct_date as cogs_date,
    cogs_entries_as_known.period as cogs_period,
    cogs_entries_as_known._landing as cogs_landing,
    cogs_entries_as_known._line as cogs_line
from documents
left join cogs_entries_as_known on cogs_entries_as_known.ref_key = documents.ref_key
where documents.doc_type in ('SO', 'CN')
