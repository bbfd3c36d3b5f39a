-- Ledger files: which file each account of a month is taken from, whatever the files call it.
--
-- since: 2000-01
-- rule:  design.md 3: ledger files replace account by account, the newest first. One file heads an account by its name,
--        the next by code and name: it is one account. Files with balances alone (trial balances) come last, and the
--        Journal Report, which has no references, after those that have.

with

names as (
    select
        lower(trim(account_name)) as name,
        min(ltrim(lower(trim(account_code)), '0')) as code
    from ledger_balances
    where
        period <= $period
        and account_code is not null
    group by lower(trim(account_name))
    having count(distinct ltrim(lower(trim(account_code)), '0')) = 1
),

called as (
    select
        ledger_balances.period,
        ledger_balances.account,
        ledger_balances._landing,
        ledger_balances.debits is null as is_balance_only,
        coalesce(
            nullif(ltrim(lower(trim(ledger_balances.account_code)), '0'), ''),
            names.code,
            lower(trim(ledger_balances.account))
        ) as identity
    from ledger_balances
    left join names on names.name = lower(trim(ledger_balances.account))
    where ledger_balances.period <= $period
)

select
    called.period,
    called.account,
    called._landing,
    called.identity,
    called.is_balance_only,
    rank() over (
        partition by called.period, called.identity
        order by
            called.is_balance_only,
            landings.loader = 'ledger.journals',
            landings.exported_on desc nulls last,
            landings.sequence desc,
            landings.landing
    ) as age
from called
inner join landings
    on landings.landing = called._landing
    and landings.dataset = 'ledger_balances'
