-- Stock on hand roll-forward: opening balance, additions and deductions by section, closing balance, and whether they add up
--        (T1).
--
-- since: 2000-01
-- key:   position
-- needs: stock_reconciliation_entries
-- words: label_code as label
-- rule:  identities.md#t1-reconciliation-rolls-forward

with

balances as (
    select *
    from stock_reconciliation_balances
    where period = $period
),

last_balances as (
    select *
    from stock_reconciliation_balances
    where period = $previous_period
),

sections as (
    select
        section,
        min(section_label) as section_label,
        sum(coalesce(debit, 0) - coalesce(credit, 0)) as net,
        count(*) as entries
    from stock_reconciliation_entries
    where period = $period
    group by section
),

computed as (
    select
        (select sum(opening) from balances) + coalesce((select sum(net) from sections), 0) as closing
),

rows as (
    select
        1 as position, 'roll_last_closing' as label_code, cast(null as varchar) as section, sum(closing) as amount,
        cast(null as bigint) as entries
    from last_balances
    having count(*) > 0
    union all
    select 2, 'roll_opening', null, sum(opening), null from balances having count(*) > 0
    union all
    select
        case section
            when 'purchase_orders' then 3
            when 'additional_costs' then 4
            when 'supplier_credit_notes' then 5
            when 'stock_adjustments' then 6
            when 'cogs' then 8
            else 7
        end, 'roll_section', section_label, net, entries
    from sections
    union all
    select 9, 'roll_computed', null, closing, null from computed where closing is not null
    union all
    select 10, 'roll_closing', null, sum(closing), null from balances having count(*) > 0
    union all
    select 11, 'roll_difference', null, (select sum(closing) from balances) - closing, null from computed where closing is not null
)

select
    position,                                                                         -- No
    label_code,                                                                       -- Line
    section,                                                                          -- Section
    cast(amount as decimal(18, 2)) as amount,                                         -- Amount
    cast(entries as integer) as entries                                               -- Entries
from rows
order by position
