-- Named differences: each difference with its primary cause.
--
-- since: 2000-01
-- grain: one row for each difference: one side of a document, a ledger line, a journal or a double posting
-- key:   cause_id, side, doc_type, ref, _landing (may be blank), _line (may be blank)
-- rule:  bridge.md#one-cause-for-each-difference
--        A document's stock and its books are two separate differences. Each ledger line, COGS journal and double posting is also a
--        separate difference, even if it was only carried forward. An opening balance that differs from the previous closing balance
--        (side `opening`) has no document, because no file of the month contains the entry. A document that was not compared is not
--        assigned a cause. Its amount is in `not_compared`

with

accusable_differences as (
    select causes.*
    from causes
    left join (select distinct doc_type, ref, side from not_compared where side <> 'line') as documents
        on documents.doc_type = causes.doc_type
        and documents.ref = causes.ref
        and documents.side = causes.side
    left join (select distinct _landing, _line from not_compared where side = 'line') as lines
        on lines._landing = causes._landing
        and lines._line = causes._line
        and causes.side in ('line', 'purged')
    where
        documents.ref is null
        and lines._line is null
),

ranked_differences as (
    select
        *,
        row_number() over (
            partition by side, doc_type, ref, case when side in ('line', 'journal', 'carried') then _landing || '/' || _line else '' end
            order by precedence, cause_id
        ) as rank
    from accusable_differences
)

select * exclude (rank)
from ranked_differences
where
    rank = 1
    or side in ('line', 'journal', 'cut', 'carried')
union all
select *
from not_compared
union all
select
    case when is_first then 'A08' else 'G05' end as cause_id,
    0 as precedence,
    'opening' as side,
    'GL' as doc_type,
    period as ref,
    cast(abs(drift) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(-drift as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'ledger_balances' as dataset,
    cast(null as varchar) as _landing,
    cast(null as integer) as _line
from ledger_drifts
where drift <> 0
