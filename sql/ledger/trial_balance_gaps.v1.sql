-- Trial balance gaps: accounts with a closing balance in both a trial balance and a ledger file for the month, and the difference between
-- the two.
--
-- since: 2000-01
-- grain: one row for each month and each account that is in both files
-- key:   period, account, trial_account
-- rule:  identities.md#t2b-trial-balance-agrees
--        The ledger file in use (`ledger_files`) is compared with the newest trial balance for the month. Debits are positive

with

stated_closings as (
    select
        ledger_balances.period,
        ledger_balances.account,
        ledger_balances._landing,
        ledger_balances._line,
        ledger_files.identity,
        ledger_files.is_balance_only,
        coalesce(
            ledger_balances.closing, ledger_balances.opening + ledger_balances.debits - ledger_balances.credits
        ) as closing,
        rank() over (
            partition by ledger_balances.period, ledger_files.identity, ledger_files.is_balance_only
            order by ledger_files.age
        ) as nth
    from ledger_balances
    inner join ledger_files
        on ledger_files.period = ledger_balances.period
        and ledger_files.account = ledger_balances.account
        and ledger_files._landing = ledger_balances._landing
),

single_accounts as (
    select
        period,
        identity,
        is_balance_only
    from stated_closings
    where nth = 1
    group by
        period,
        identity,
        is_balance_only
    having count(*) = 1
),

compared_closings as (
    select stated_closings.*
    from stated_closings
    inner join single_accounts
        on single_accounts.period = stated_closings.period
        and single_accounts.identity = stated_closings.identity
        and single_accounts.is_balance_only = stated_closings.is_balance_only
    where
        stated_closings.nth = 1
        and stated_closings.closing is not null
)

select
    ledger.period,
    ledger.account,
    trial.account as trial_account,
    account_roles.role,
    ledger.closing as ledger_closing,
    trial.closing as trial_closing,
    trial.closing - ledger.closing as gap,
    trial._landing,
    trial._line,
    ledger._landing as ledger_landing,
    ledger._line as ledger_line
from compared_closings as ledger
inner join compared_closings as trial
    on trial.period = ledger.period
    and trial.identity = ledger.identity
    and trial.is_balance_only
left join account_roles on account_roles.account = ledger.account
where not ledger.is_balance_only
