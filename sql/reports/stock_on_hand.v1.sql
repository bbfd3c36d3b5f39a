-- Stock on hand reconciliation: every entry in the closing balance that Omni expects in the ledger, with flags.
--
-- since: 2000-01
-- key:   section, reference, entry_date, line
-- needs: stock_reconciliation_entries
-- rule:  statuses-and-flags.md#stock-on-hand-reconciliation, balances.md#reconciliation
--        A flag is blank if nothing shows what it tests, such as the dates of a document whose row cannot be read
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128563855631

with

entries as (
    select *
    from stock_reconciliation_entries
    where period = $period
),

flagged_entries as (
    select
        entries.*,
        documents.dataset as document_dataset,
        documents.move_date,
        documents.acct_date,
        entries.section in ('cogs', 'other') or (documents.ref_key is not null and unreadable.ref_key is null) as is_tested,
        unreadable.ref_key is not null as is_unreadable,
        entries.section not in ('cogs', 'other') and documents.ref_key is null and unreadable.ref_key is null as is_unknown,
        coalesce(documents.is_void, false) as is_void,
        coalesce(entries.entry_date < $period_start or entries.entry_date > $period_end, false) as is_other_month,
        coalesce(
            entries.section = 'stock_adjustments'
            and strftime(documents.move_date, '%Y-%m') <> strftime(documents.acct_date, '%Y-%m'),
            false
        ) as is_straddling
    from entries
    left join documents
        on documents.ref_key = entries.ref_key
        and (
            (entries.section in ('purchase_orders', 'additional_costs') and documents.doc_type = 'PO')
            or (entries.section = 'supplier_credit_notes' and documents.doc_type = 'SCN')
            or (entries.section = 'stock_adjustments' and documents.doc_type = 'ADJ')
        )
    left join (select distinct ref_key from unreadable_rows) as unreadable on unreadable.ref_key = entries.ref_key
)

select
    section_label as section,                                                         -- Section
    reference,                                                                        -- Reference
    contact,                                                                          -- Contact
    entry_date,                                                                       -- Date
    cast(debit as decimal(18, 2)) as debit,                                           -- Debit
    cast(credit as decimal(18, 2)) as credit,                                         -- Credit
    cast(coalesce(debit, 0) - coalesce(credit, 0) as decimal(18, 2)) as net,          -- Net
    move_date,                                                                        -- Stock moved
    acct_date,                                                                        -- Booked
    -- SH1 document not in the exports
    case when is_unknown then 'Y' when document_dataset is not null or not is_unreadable then 'N' end as sh1,
    case when is_void then 'Y' when is_tested then 'N' end as sh2,                    -- SH2 the document is void
    case when is_other_month then 'Y' when entry_date is not null then 'N' end as sh3, -- SH3 dated outside the month
    -- SH4 adjusted and booked in different months
    case when is_straddling then 'Y' when is_tested or section <> 'stock_adjustments' then 'N' end as sh4,
    _line as line,                                                                    -- Line
    'stock_reconciliation_entries' as _dataset,
    _landing,
    _line
from flagged_entries
order by
    section,
    reference,
    entry_date,
    line
