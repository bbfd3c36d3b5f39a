-- Do Not Import without a batch: the order is kept from the ledger and no batch stands for it.
--
-- since:  2000-01
-- cause:  S07
-- effect: revenue and receivables of the ledger lower; COGS is posted
-- timing: permanent
-- rule:   causes-sales.md#s07-do-not-import-without-a-batch

select
    'S07' as cause_id,
    40 as precedence,
    'books' as side,
    doc_type,
    ref,
    cast(abs(amount) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(gap as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from sales_effects
cross join settings_in_force
where
    not settings_in_force.third_party_sales_poster
    and not is_void
    and not is_draft
    and doc_type in ('SO', 'CN')
    and status = 'DO_NOT_IMPORT'
    and payment_batch_ref is null
    and not lacks_batches
    and coalesce(amount_incl, 1) <> 0
    and (booked or moved)
    and not is_posted
