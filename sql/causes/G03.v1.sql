-- Posted outside the configured accounts: the bill, invoice or journal is there under Omni's reference, on an account that the
--        settings give no role.
--
-- since:  2000-01
-- cause:  G03
-- rule:   causes-ledger.md#g03-posted-outside-the-configured-accounts
-- effect: inventory or revenue of the ledger lower by what stands on the other account
-- timing: permanent

select
    'G03' as cause_id,
    5 as precedence,
    outside_effects.side,
    stock_effects.doc_type,
    stock_effects.ref,
    cast(abs(stock_effects.leg2) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(stock_effects.leg2 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    stock_effects.dataset,
    stock_effects._landing,
    stock_effects._line
from outside_effects
inner join stock_effects
    on stock_effects.doc_type = outside_effects.doc_type
    and stock_effects.ref_key = outside_effects.ref_key
where outside_effects.side = 'ledger'
union all
select
    'G03' as cause_id,
    5 as precedence,
    outside_effects.side,
    sales_effects.doc_type,
    sales_effects.ref,
    cast(abs(outside_effects.gap) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(sales_effects.gap as decimal(18, 2)) as revenue,
    sales_effects.dataset,
    sales_effects._landing,
    sales_effects._line
from outside_effects
inner join sales_effects
    on sales_effects.doc_type = outside_effects.doc_type
    and sales_effects.ref_key = outside_effects.ref_key
where outside_effects.side = 'books'
