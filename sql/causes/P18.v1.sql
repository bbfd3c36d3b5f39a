-- Tax status wrong: order and bill have one total and another tax, so that tax is inside the cost on one side.
--
-- since:  2000-01
-- cause:  P18
-- rule:   causes-purchases.md#p18-tax-status-wrong
-- effect: Omni less ledger: inventory, tax
-- timing: permanent

with

bills as (
    select
        ref_key,
        sum(total) as total,
        sum(tax_total) as tax
    from (
        select distinct ref_key, _landing, _line, total, tax_total
        from listed_parts
        where
            side = 'bills'
            and status in ('AUTHORISED', 'PAID')
            and tax_total is not null
    ) as listed
    group by ref_key
)

select
    'P18' as cause_id,
    48 as precedence,
    'ledger' as side,
    stock_effects.doc_type,
    stock_effects.ref,
    cast(abs(stock_effects.leg2) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(stock_effects.leg2 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    stock_effects.dataset,
    stock_effects._landing,
    stock_effects._line
from stock_effects
inner join purchases_with_status on purchases_with_status.ref_key = stock_effects.ref_key
inner join bills on bills.ref_key = stock_effects.ref_key
where
    stock_effects.doc_type in ('PO', 'SCN')
    and not stock_effects.is_void
    and not stock_effects.is_foreign
    and stock_effects.is_posted
    and abs(stock_effects.leg2) > 0.02
    and abs(bills.total - stock_effects.amount_incl) <= 0.02
    and abs(bills.tax - purchases_with_status.total_tax - stock_effects.leg2) <= 0.02
