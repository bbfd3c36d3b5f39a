-- Ledger files: the file each account is read from in a month, whatever name the files give it.
--
-- since: 2000-01
-- grain: one row for each account in a month and each file that contains it
-- key:   period, account, _landing
-- rule:  accounting-files.md#what-replaces-what, accounting-files.md#accounts

with

bare_headings as (
    select
        period,
        account,
        _landing,
        regexp_replace(lower(account), '[- .,:;/()&_–—]+', '', 'g') as heading,
        regexp_replace(lower(account_name), '[- .,:;/()&_–—]+', '', 'g') as name,
        debits is null as is_balance_only,
        ltrim(
            regexp_replace(regexp_replace(lower(trim(account_code)), '[.]0+$', ''), '[- .,:;/()&_–—]+', '', 'g'), '0'
        ) as code
    from ledger_balances
    where period <= $period
),

name_spellings as (
    select
        name,
        code
    from bare_headings
    union
    select
        code || name as name,
        code
    from bare_headings
    union
    select
        name || code as name,
        code
    from bare_headings
),

unique_names as (
    select
        name,
        min(code) as code
    from name_spellings
    where code is not null
    group by name
    having count(distinct code) = 1
),

identified_accounts as (
    select
        bare_headings.period,
        bare_headings.account,
        bare_headings._landing,
        bare_headings.is_balance_only,
        coalesce(nullif(bare_headings.code, ''), unique_names.code, nullif(bare_headings.heading, ''), bare_headings.account) as identity
    from bare_headings
    left join unique_names on unique_names.name = bare_headings.heading
)

select
    identified_accounts.period,
    identified_accounts.account,
    identified_accounts._landing,
    identified_accounts.identity,
    identified_accounts.is_balance_only,
    rank() over (
        partition by identified_accounts.period, identified_accounts.identity
        order by
            identified_accounts.is_balance_only,
            landings.loader in ('ledger.journals', 'ledger.journals_undated'),
            landings.exported_on desc nulls last,
            landings.sequence desc,
            landings.landing
    ) as age
from identified_accounts
inner join landings
    on landings.landing = identified_accounts._landing
    and landings.dataset = 'ledger_balances'
