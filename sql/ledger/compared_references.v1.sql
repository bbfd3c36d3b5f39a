-- Compared references: both sides of each reference on the stock account, month by month: the reconciliation and the inventory account.
--
-- since: 2000-01
-- grain: one row for each reference and month, and one for each reference of an entry that belongs to a document without naming it
-- key:   period, ref, known_as, is_compared
-- rule:  identities.md#t4-references-agree, references.md#supplier-numbers
--        A bill entered by hand under a supplier's number is a row of its document, with that number in `known_as`. Otherwise `known_as` is
--        blank. The COGS journal and accrual journals are not compared reference by reference

with

reconciled_lines as (
    select
        period,
        entry_date,
        case section
            when 'purchase_orders' then 'PO'
            when 'additional_costs' then 'PO'
            when 'supplier_credit_notes' then 'SCN'
            when 'cogs' then 'COGS'
            else 'ADJ'
        end as doc_type,
        case section when 'cogs' then 'COGS-' || period else ref_key end as ref,
        '' as known_as,
        section in ('purchase_orders', 'additional_costs', 'supplier_credit_notes', 'stock_adjustments') as is_compared,
        coalesce(debit, 0) - coalesce(credit, 0) as omni,
        0 as ledger,
        'stock_reconciliation_entries' as dataset,
        _landing,
        _line
    from stock_reconciliation_entries
    where period <= $period
),

journal_lines as (
    select _landing, _line, cogs_month
    from cogs_journals
),

posted_lines as (
    select
        ledger_matches.period,
        ledger_matches.entry_date,
        case
            when journal_lines.cogs_month is not null then 'COGS'
            else coalesce(ledger_matches.doc_type, ledger_lines_alone.doc_type, 'GL')
        end as doc_type,
        case
            when journal_lines.cogs_month is not null then 'COGS-' || journal_lines.cogs_month
            when ledger_matches.ref_key is null and ledger_lines_alone.doc_type <> 'GL' then upper(trim(ledger_lines_alone.ref))
            else coalesce(ledger_matches.ref_key, ledger_matches.reference, ledger_matches.description, '')
        end as ref,
        case
            when ledger_matches.ref_key is null and ledger_lines_alone.doc_type <> 'GL'
                then coalesce(ledger_matches.reference, ledger_matches.description, '')
            else ''
        end as known_as,
        journal_lines.cogs_month is null and ledger_matches.kind <> 'accrual' as is_compared,
        0 as omni,
        ledger_matches.net as ledger,
        'ledger_entries' as dataset,
        ledger_matches._landing,
        ledger_matches._line
    from ledger_matches
    left join journal_lines
        on journal_lines._landing = ledger_matches._landing
        and journal_lines._line = ledger_matches._line
    left join ledger_lines_alone
        on ledger_lines_alone._landing = ledger_matches._landing
        and ledger_lines_alone._line = ledger_matches._line
    where ledger_matches.role = 'inventory'
),

lines_of_both as (
    select period, entry_date, doc_type, ref, known_as, is_compared, omni, ledger, dataset, _landing, _line from reconciled_lines
    union all
    select period, entry_date, doc_type, ref, known_as, is_compared, omni, ledger, dataset, _landing, _line from posted_lines
),

compared_lines as (
    -- The first line is the ledger's, if it has any.
    select
        lines_of_both.*,
        row_number() over (
            partition by lines_of_both.period, lines_of_both.ref, lines_of_both.known_as, lines_of_both.is_compared
            order by lines_of_both.dataset, lines_of_both._landing, lines_of_both._line
        ) as nth
    from lines_of_both
    inner join compared_months
        on compared_months.period = lines_of_both.period
        and compared_months.has_reconciliation
        and compared_months.has_inventory
)

select
    period,
    ref,
    known_as,
    is_compared,
    min(entry_date) as entry_date,
    min(case when nth = 1 then doc_type end) as doc_type,
    sum(omni) as omni,
    sum(ledger) as ledger,
    sum(omni) - sum(ledger) as difference,
    min(case when nth = 1 then dataset end) as dataset,
    min(case when nth = 1 then _landing end) as _landing,
    min(case when nth = 1 then _line end) as _line
from compared_lines
group by
    period,
    ref,
    known_as,
    is_compared
