-- Bridge: from what is on hand to what the ledger says, every cause with its money, and what is left unexplained.
--
-- since: 2000-01
-- key:   leg, position, cause_id
-- keeps: difference_kinds
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_valuation_lines,
--        stock_reconciliation_entries, ledger_entries
-- rule:  domain.md 6.2. HSV - SOHR and SOHR - ledger; the rest is printed also when it is nothing. Periodic: HSV - ledger,
--        which is what the closing-stock journal of the month is off, and what should not stand on the account (A09, G02)

with

settings_row as (
    select * from settings_in_force
),

valuation as (
    select sum(stock_value) as hsv
    from stock_valuation_lines
    where period = $period
),

reconciliation as (
    select sum(closing) as closing
    from stock_reconciliation_balances
    where period = $period
),

ledger as (
    select sum(closing) as closing
    from ledger_balances_as_known
    where
        period = $period
        and role = 'inventory'
),

gaps as (
    select 'hsv_to_sohr' as leg, valuation.hsv - reconciliation.closing as gap
    from valuation
    cross join reconciliation
    cross join settings_row
    where settings_row.inventory_method = 'perpetual'
    union all
    select 'sohr_to_gl' as leg, reconciliation.closing - ledger.closing as gap
    from reconciliation
    cross join ledger
    cross join settings_row
    where settings_row.inventory_method = 'perpetual'
    union all
    select 'hsv_to_gl' as leg, valuation.hsv - ledger.closing as gap
    from valuation
    cross join ledger
    cross join settings_row
    where settings_row.inventory_method <> 'perpetual'
),

named as (
    select 'hsv_to_sohr' as leg, cause_id, sum(leg1) as amount, count(*) as documents,
        sum(case when clears then leg1 else 0 end) as clearing_amount, count(case when clears then 1 end) as clearing_documents
    from difference_kinds
    where leg1 <> 0
    group by cause_id
    union all
    select 'sohr_to_gl' as leg, cause_id, sum(leg2) as amount, count(*) as documents,
        sum(case when clears then leg2 else 0 end) as clearing_amount, count(case when clears then 1 end) as clearing_documents
    from difference_kinds
    where leg2 <> 0
    group by cause_id
    union all
    -- Periodic: only the count should move the stock account; what else did is wrong there until a count takes it up.
    select 'hsv_to_gl' as leg, difference_kinds.cause_id, sum(difference_kinds.leg2) as amount, count(*) as documents,
        0 as clearing_amount, 0 as clearing_documents
    from difference_kinds
    left join ledger_as_known
        on ledger_as_known._landing = difference_kinds._landing
        and ledger_as_known._line = difference_kinds._line
    left join count_months on count_months.period = ledger_as_known.period
    where
        difference_kinds.leg2 <> 0
        and (
            difference_kinds.cause_id in ('A09', 'G10')
            or (difference_kinds.cause_id = 'G02' and coalesce(count_months.stands, ledger_as_known.is_in_month))
        )
    group by difference_kinds.cause_id
),

known_gaps as (
    select leg, gap
    from gaps
    where gap is not null
),

explained as (
    select named.*
    from named
    inner join known_gaps on known_gaps.leg = named.leg
),

rows as (
    select leg, 1 as position, cause_id, amount, documents, clearing_amount, clearing_documents
    from explained
    union all
    select
        known_gaps.leg,
        2 as position,
        'unexplained' as cause_id,
        known_gaps.gap - coalesce(sum(explained.amount), 0) as amount,
        0 as documents,
        0 as clearing_amount,
        0 as clearing_documents
    from known_gaps
    left join explained on explained.leg = known_gaps.leg
    group by
        known_gaps.leg,
        known_gaps.gap
)

select
    leg,                                                                              -- Leg
    position,                                                                         -- No
    cause_id,                                                                         -- Cause
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount
    cast(documents as integer) as documents,                                          -- Documents
    cast(clearing_amount as decimal(18, 2)) as _clearing_amount,
    cast(clearing_documents as integer) as _clearing_documents
from rows
order by
    leg,
    position,
    cause_id
