-- Adjustment sums: journals on inventory that equal the sum of a month's adjustments, and each adjustment's share of them.
--
-- since: 2000-01
-- grain: one row for each line of such a journal and each adjustment that it posts
-- key:   _landing, _line, ref_key
-- rule:  posting.md#adjustments
--        A month's adjustments are those that the reconciliation lists in it or, failing that, those dated in it or, failing that, those
--        completed in it. The shares are on the first line of the journal. They are 0.00 on its other lines

with

journal_lines as (
    select
        _landing,
        _line,
        entry_date,
        strftime(entry_date, '%Y-%m') as month,
        net,
        coalesce(journal_id, reference, description, '') as journal
    from ledger_read
    where
        role = 'inventory'
        and kind = 'journal'
),

journals as (
    select
        _landing,
        entry_date,
        journal,
        min(month) as month,
        min(_line) as first_line,
        sum(net) as total
    from journal_lines
    group by
        _landing,
        entry_date,
        journal
),

adjustments as (
    select 1 as preference, period as month, ref_key, sum(coalesce(debit, 0) - coalesce(credit, 0)) as effect
    from stock_reconciliation_entries
    where
        period <= $period
        and section = 'stock_adjustments'
    group by
        period,
        ref_key
    union all
    select 2 as preference, strftime(acct_date, '%Y-%m') as month, ref_key, value as effect
    from documents
    where
        doc_type = 'ADJ'
        and not is_void
        and moved
        and booked
    union all
    select 3 as preference, strftime(move_date, '%Y-%m') as month, ref_key, value as effect
    from documents
    where
        doc_type = 'ADJ'
        and not is_void
        and moved
),

sides (side) as (
    values (0), (1), (-1)
),

adjustment_shares as (
    select adjustments.*, sides.side
    from adjustments
    inner join sides on sides.side = 0 or sides.side * adjustments.effect > 0
    where adjustments.effect <> 0
),

adjustment_totals as (
    select preference, side, month, sum(effect) as total
    from adjustment_shares
    group by
        preference,
        side,
        month
),

matching_journals as (
    select
        journals.*,
        adjustment_totals.preference,
        adjustment_totals.side,
        row_number() over (
            partition by journals._landing, journals.entry_date, journals.journal
            order by adjustment_totals.preference, abs(adjustment_totals.side)
        ) as nth
    from journals
    inner join adjustment_totals
        on adjustment_totals.month = journals.month
        and round(adjustment_totals.total, 2) = round(journals.total, 2)
    where journals.total <> 0
)

select
    journal_lines._landing,
    journal_lines._line,
    matching_journals.journal,
    'ADJ' as doc_type,
    adjustment_shares.ref_key,
    case when journal_lines._line = matching_journals.first_line then adjustment_shares.effect else 0 end as share
from matching_journals
inner join journal_lines
    on journal_lines._landing = matching_journals._landing
    and journal_lines.entry_date = matching_journals.entry_date
    and journal_lines.journal = matching_journals.journal
inner join adjustment_shares
    on adjustment_shares.preference = matching_journals.preference
    and adjustment_shares.side = matching_journals.side
    and adjustment_shares.month = matching_journals.month
where matching_journals.nth = 1
