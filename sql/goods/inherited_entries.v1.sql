-- Inherited entries: what reconciliation and ledger hold under an order for its back order, taken from the one and given to the other.
--
-- since: 2000-01
-- grain: one row for each order and each back order
-- key:   ref_key, net
-- rule:  posting.md#back-orders

select
    ref_key,
    value as net
from inherited_orders
where is_listed_there
union all
select
    original_key as ref_key,
    -value as net
from inherited_orders
where is_listed_there
