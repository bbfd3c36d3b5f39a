-- Adjustment sums: journals on inventory that equal the sum of a month's adjustments, and each adjustment's share of them.
--
-- since: 2000-01
-- grain: one row for each line of such a journal and each adjustment that it posts
-- key:   _landing, _line, ref_key
-- rule:  posting.md#adjustments
--        The adjustments of a month are those that the reconciliation lists in it, else those dated in it, else those completed in
--        it. The first line of the journal carries the shares, its other lines none

with

entries as (
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
    from entries
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

shares as (
    select adjustments.*, sides.side
    from adjustments
    inner join sides on sides.side = 0 or sides.side * adjustments.effect > 0
    where adjustments.effect <> 0
),

sums as (
    select preference, side, month, sum(effect) as total
    from shares
    group by
        preference,
        side,
        month
),

matched as (
    select
        journals.*,
        sums.preference,
        sums.side,
        row_number() over (
            partition by journals._landing, journals.entry_date, journals.journal
            order by sums.preference, abs(sums.side)
        ) as nth
    from journals
    inner join sums
        on sums.month = journals.month
        and round(sums.total, 2) = round(journals.total, 2)
    where journals.total <> 0
)

select
    entries._landing,
    entries._line,
    matched.journal,
    'ADJ' as doc_type,
    shares.ref_key,
    case when entries._line = matched.first_line then shares.effect else 0 end as share
from matched
inner join entries
    on entries._landing = matched._landing
    and entries.entry_date = matched.entry_date
    and entries.journal = matched.journal
inner join shares
    on shares.preference = matched.preference
    and shares.side = matched.side
    and shares.month = matched.month
where matched.nth = 1
