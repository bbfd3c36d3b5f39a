-- Control roles: the control accounts besides stock, in the order in which they are reconciled.
--
-- since: 2000-01
-- grain: one row for each role
-- key:   role
-- rule:  control-accounts.md#signs
--        `sign` is -1 for accounts that normally have a credit balance, so that their amounts are positive. `tie_out` states that both
--        adjusted movements agree, and its header lists the exports that this needs

select
    position,
    role,
    sign,
    tie_out
from (
    values
    (1, 'receivable', 1, 'T20'),
    (2, 'payable', -1, 'T21'),
    (3, 'cogs', 1, 'T22'),
    (4, 'landed_costs', 1, 'T23'),
    (5, 'deposits', -1, 'T24')
) as listed (position, role, sign, tie_out)
