-- Ledger balances as known: opening, movement and closing of each account and month, from the newest file of the month.
--
-- since: 2000-01
-- rule:  design.md 3. Debit positive. A trial balance says what a file of entries does not: the closing, and so the opening

with

stated as (
    select
        ledger_balances.*,
        ledger_files.identity,
        ledger_files.is_balance_only,
        ledger_files.age
    from ledger_balances
    inner join ledger_files
        on ledger_files.period = ledger_balances.period
        and ledger_files.account = ledger_balances.account
        and ledger_files._landing = ledger_balances._landing
),

moved as (
    select
        period,
        identity,
        count(*) as accounts
    from stated
    where age = 1
    group by
        period,
        identity
),

trial as (
    select
        stated.period,
        stated.identity,
        stated.closing,
        row_number() over (
            partition by stated.period, stated.identity
            order by stated.age
        ) as nth
    from stated
    inner join moved
        on moved.period = stated.period
        and moved.identity = stated.identity
        and moved.accounts = 1
    where stated.is_balance_only
)

select
    stated.* exclude (identity, is_balance_only, age, opening, closing),
    coalesce(stated.opening, trial.closing - stated.debits + stated.credits) as opening,
    coalesce(stated.closing, trial.closing) as closing,
    account_roles.role
from stated
left join account_roles on account_roles.account = stated.account
left join trial
    on trial.period = stated.period
    and trial.identity = stated.identity
    and trial.nth = 1
where stated.age = 1
