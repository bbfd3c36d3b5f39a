-- Voided on one side only: the order or its invoice is void in one system but not in the other.
--
-- since:  2000-01
-- rule:   causes-sales.md#s22-voided-on-one-side-only
-- precedence: books 50, purged 50
-- effect: Revenue and receivables in the ledger are too high or too low.
-- timing: permanent

select
    'books' as side,
    doc_type,
    ref,
    case when is_void then posted_revenue else amount end as amount,
    gap as revenue,
    'sales_documents' as dataset,
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
    'purged' as side,
    doc_type,
    ref,
    net as amount,
    case when is_in_month then net else 0 end as revenue,
    'ledger_entries' as dataset,
    _landing,
    _line
from ledger_lines_alone
where
    cause_id = 'S22'
    and is_purged
