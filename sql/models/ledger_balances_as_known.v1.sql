-- Ledger balances as known: opening, movement and closing of each account and month, from the newest file of the month.
--
-- since: 2000-01
-- rule:  design.md 3. Debit positive

with

ranked as (
    select
        ledger_balances.*,
        row_number() over (
            partition by ledger_balances.period, ledger_balances.account
            order by landings.exported_on desc nulls last, landings.sequence desc, landings.landing
        ) as age
    from ledger_balances
    inner join landings
        on landings.landing = ledger_balances._landing
        and landings.dataset = 'ledger_balances'
    where ledger_balances.period <= $period
)

select
    ranked.*,
    account_roles.role
from ranked
left join account_roles on account_roles.account = ranked.account
where ranked.age = 1
