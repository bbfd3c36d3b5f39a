-- COGS deltas: every change in a document's COGS, the accounting month it belongs to, and the export that first showed it.
--
-- since: 2000-01
-- grain: one row for each document, month, and COGS Breakdown that changed its COGS
-- key:   doc_type, ref_key, cogs_month, shown_in, shown_at
-- rule:  cogs.md#changes-after-the-close
--        Replaced exports are included, because the ledger was synced from them. `shown_in` is the month of the export, and `shown_at`
--        is its upload number

with

repeated_entries as (
    -- Only documents listed more than once have an earlier row.
    select
        *,
        lag(cogs_month) over (partition by ref_key order by shown_in, shown_at) as month_before,
        lag(cogs) over (partition by ref_key order by shown_in, shown_at) as cogs_before
    from cogs_shown
    where is_again
),

cogs_movements as (
    select ref_key, doc_type, ref, shown_in, shown_at, cogs_month, cogs as delta, _landing, _line
    from cogs_shown
    where
        not is_again
        and cogs_month is not null
    union all
    select
        ref_key, doc_type, ref, shown_in, shown_at, cogs_month,
        cogs - case when month_before = cogs_month then cogs_before else 0 end as delta,
        _landing, _line
    from repeated_entries
    where cogs_month is not null
    union all
    select ref_key, doc_type, ref, shown_in, shown_at, month_before as cogs_month, -cogs_before as delta, _landing, _line
    from repeated_entries
    where
        month_before is not null
        and month_before is distinct from cogs_month
)

select *
from cogs_movements
where delta <> 0
