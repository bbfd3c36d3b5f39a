-- Trial balance: accounts whose closing balance in the ledger differs from the trial balance of the month.
--
-- since: 2000-01
-- key:   account
-- needs: ledger_balances
-- words: state_code as state
-- rule:  domain.md 6.1: both are of one ledger on one day. Where they part, one of them was exported earlier, is filtered or is
--        of another basis: export both again, one after the other

select
    account,                                                                   -- Account
    coalesce(role, '') as role,                                                -- Role
    cast(trial_closing as decimal(18, 2)) as trial_balance,                    -- Trial balance
    cast(ledger_closing as decimal(18, 2)) as ledger,                          -- Ledger
    cast(gap as decimal(18, 2)) as difference,                                 -- Difference
    case when round(gap, 2) = 0 then 'agrees' else 'differs' end as state_code,  -- State
    _landing,
    _line
from trial_balance_gaps
where period = $period
order by
    abs(gap) desc,
    account
