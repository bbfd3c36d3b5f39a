-- Inherited entries: amounts that both the reconciliation and the ledger include under an original order for its back order, transferred
-- from the original to the back order.
--
-- since: 2000-01
-- grain: one row for each back order, and one for the original order
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
