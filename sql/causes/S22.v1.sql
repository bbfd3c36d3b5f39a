-- Voided on one side only: the order or its invoice is void in one system and stands in the other.
--
-- since:  2000-01
-- cause:  S22
-- rule:   causes-sales.md#s22-voided-on-one-side-only
-- effect: revenue and receivables of the ledger higher or lower
-- timing: permanent

select
    'S22' as cause_id,
    50 as precedence,
    'books' as side,
    doc_type,
    ref,
    cast(abs(case when is_void then posted_revenue else amount end) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(gap as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from sales_effects
where
    doc_type in ('SO', 'CN')
    and (
        (is_void and is_posted and posted_revenue <> 0)
        or (
            not is_void
            and not is_draft
            and booked
            and status = 'IMPORTED'
            and is_compared
            and not is_posted
            and not is_draft_there
            and not is_dated_later
            and (is_void_there or not expects_drafts)
        )
    )
union all
select
    'S22' as cause_id,
    50 as precedence,
    'purged' as side,
    doc_type,
    ref,
    cast(abs(net) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(case when is_in_month then net else 0 end as decimal(18, 2)) as revenue,
    'ledger_entries' as dataset,
    _landing,
    _line
from ledger_lines_alone
where
    cause_id = 'S22'
    and is_purged
