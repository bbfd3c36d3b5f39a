-- Transfers change nothing: no branch transfer delivers more units than it took.
--
-- since: 2000-01
-- left:  transfers that delivered more units of a product than they took
-- right: zero
-- needs: complete:stock_movements
-- rule:  identities.md#t17-transfers-change-nothing
--        There is no row for a month without stock movements, because they are not required

with

gaining as (
    select count(distinct ref_key) as transfers
    from gaining_transfers
)

select
    gaining.transfers as left_side,
    0 as right_side
from gaining
inner join movement_months on movement_months.period = $period
