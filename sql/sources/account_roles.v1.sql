-- Account roles: what each ledger account is to this company: inventory, cogs, revenue, receivable, payable, ...
--
-- since: 2000-01
-- grain: one row for each account that has a role, as the ledger files head it
-- key:   account
-- rule:  accounting-files.md#accounts

with

written as (
    select
        role,
        lower(trim(coalesce(code, ''))) as code,
        lower(trim(coalesce(name, ''))) as name
    from accounts_in_force
),

given as (
    select
        role,
        code,
        name,
        ltrim(regexp_replace(regexp_replace(code, '[.]0+$', ''), '[- .,:;/()&_–—]+', '', 'g'), '0') as bare_code,
        regexp_replace(name, '[- .,:;/()&_–—]+', '', 'g') as bare_name,
        regexp_replace(code || name, '[- .,:;/()&_–—]+', '', 'g') as coded_name,
        regexp_replace(name || code, '[- .,:;/()&_–—]+', '', 'g') as name_coded
    from written
),

headed as (
    select distinct
        period,
        _landing,
        account,
        lower(trim(account)) as heading,
        lower(trim(coalesce(account_code, ''))) as code,
        lower(trim(coalesce(account_name, account))) as name
    from ledger_balances
    where period <= $period
),

accounts as (
    select
        period,
        _landing,
        account,
        heading,
        code,
        name,
        ltrim(regexp_replace(regexp_replace(code, '[.]0+$', ''), '[- .,:;/()&_–—]+', '', 'g'), '0') as bare_code,
        regexp_replace(heading, '[- .,:;/()&_–—]+', '', 'g') as bare_heading,
        regexp_replace(name, '[- .,:;/()&_–—]+', '', 'g') as bare_name,
        regexp_replace(code || name, '[- .,:;/()&_–—]+', '', 'g') as coded_name,
        regexp_replace(name || code, '[- .,:;/()&_–—]+', '', 'g') as name_coded
    from headed
),

by_code as (
    select
        accounts.period,
        accounts._landing,
        accounts.account,
        accounts.code as account_code,
        given.role,
        given.code
    from accounts
    inner join given
        on given.code <> ''
        and given.code in (accounts.code, case when accounts.code = '' then accounts.heading end)
),

nearly as (
    select
        accounts.period,
        accounts._landing,
        accounts.account,
        accounts.code as account_code,
        given.role,
        given.code
    from accounts
    inner join given
        on given.bare_code = accounts.bare_code
        and given.bare_code <> ''
    left join by_code as taken
        on taken._landing = accounts._landing
        and (taken.code = given.code or taken.account_code = accounts.code)
    where taken._landing is null
),

doubtful as (
    select
        nearly._landing,
        nearly.code
    from nearly
    inner join nearly as other
        on other._landing = nearly._landing
        and (
            (other.code = nearly.code and other.account_code <> nearly.account_code)
            or (other.account_code = nearly.account_code and other.role <> nearly.role)
        )
),

coded as (
    select
        period,
        account,
        role,
        code,
        1 as precedence
    from by_code
    union all
    select
        nearly.period,
        nearly.account,
        nearly.role,
        nearly.code,
        2 as precedence
    from nearly
    left join doubtful
        on doubtful._landing = nearly._landing
        and doubtful.code = nearly.code
    where doubtful._landing is null
),

named as (
    select
        accounts.account,
        given.role,
        case when given.name in (accounts.name, accounts.heading) then 3 else 4 end as precedence
    from accounts
    inner join given
        on given.bare_name <> ''
        and (
            given.bare_name in (accounts.bare_name, accounts.bare_heading, accounts.coded_name, accounts.name_coded)
            or accounts.bare_heading in (given.coded_name, given.name_coded)
        )
    where
        accounts.code = ''
        or not exists (
            select 1
            from coded
            where
                coded.period = accounts.period
                and coded.code = given.code
        )
),

found as (
    select
        account,
        role,
        precedence
    from coded
    union all
    select
        account,
        role,
        precedence
    from named
),

ranked as (
    select
        account,
        role,
        rank() over (
            partition by account
            order by precedence
        ) as age
    from found
)

select
    account,
    min(role) as role
from ranked
where age = 1
group by account
