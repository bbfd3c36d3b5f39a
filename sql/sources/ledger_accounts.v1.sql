-- Ledger accounts: every ledger account once, with the code and name from its newest file and the role that its name suggests.
--
-- since: 2000-01
-- grain: one row for each ledger account
-- key:   identity
-- rule:  proposed-settings.md#roles-of-accounts
--        An account's name is weak evidence. It breaks ties, and is used alone only if no posting shows the role (`proposed_accounts`)

with

account_headings as (
    select
        ledger_files.identity,
        ledger_balances.account,
        ledger_balances.account_code,
        ledger_balances.account_name,
        row_number() over (
            partition by ledger_files.identity
            order by
                ledger_files.period desc, ledger_files.is_balance_only, ledger_files.age, ledger_balances.account
        ) as nth
    from ledger_balances
    inner join ledger_files
        on ledger_files.period = ledger_balances.period
        and ledger_files.account = ledger_balances.account
        and ledger_files._landing = ledger_balances._landing
),

newest_names as (
    select
        identity,
        account,
        account_code as code,
        coalesce(account_name, case when account_code is null then account end) as name,
        lower(coalesce(account_name, account)) as words
    from account_headings
    where nth = 1
)

select
    identity,
    account,
    code,
    name,
    case
        when
            regexp_matches(words, 'deposit|prepay|prepaid')
            and regexp_matches(words, 'customer|supplier|vendor|sales|order|purchase')
            then 'deposits'
        when regexp_matches(words, '(stock|inventory).*(adjust|write|shrink|variance|loss|obsol)|shrinkage') then 'adjustments'
        when regexp_matches(words, 'landed|import.*(cost|freight|dut)|inwards? freight|freight.*(\bin\b|inward)|customs|\bdut(y|ies)\b')
            then 'landed_costs'
        when regexp_matches(words, 'cost of (goods|sale)|\bcogs\b') then 'cogs'
        when regexp_matches(words, '\b(gst|vat|tax|taxes|wages?|payroll|superannuation|loans?)\b') then null
        when regexp_matches(words, 'receivable|debtor') then 'receivable'
        when regexp_matches(words, 'payable|creditor') then 'payable'
        when regexp_matches(words, 'transit|received not|clearing|accru|opening|closing|movement|purchase|freight') then null
        when regexp_matches(words, '\binventory\b|\bstock\b|finished goods|trading goods') then 'inventory'
        when regexp_matches(words, '\bsales\b|revenue') then 'revenue'
    end as named_role
from newest_names
