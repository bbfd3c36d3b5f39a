-- Role balances: opening, movement and closing of the ledger accounts of each role, by month.
--
-- since: 2000-01
-- key:   period, role
-- rule:  Debit positive. Where one account of a role has no opening or closing, the role has none: what is unknown is not 0.00

select
    period,
    role,
    case when count(opening) = count(*) then sum(opening) end as opening,
    case when count(closing) = count(*) then sum(closing) end as closing,
    sum(debits) as debits,
    sum(credits) as credits
from ledger_balances_as_known
where role is not null
group by
    period,
    role
