-- Ledger as known: every entry of the months up to the period, each account from the newest file of its month.
--
-- since: 2000-01
-- rule:  design.md 3: ledger files replace account by account. `net` is debit less credit

with

files as (
    select
        ledger_balances.period,
        ledger_balances.account,
        ledger_balances._landing,
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
    ledger_entries.*,
    account_roles.role,
    coalesce(ledger_entries.debit, 0) - coalesce(ledger_entries.credit, 0) as net,
    ledger_entries.period = $period as is_in_month
from ledger_entries
inner join files
    on files.period = ledger_entries.period
    and files.account = ledger_entries.account
    and files._landing = ledger_entries._landing
    and files.age = 1
left join account_roles on account_roles.account = ledger_entries.account
