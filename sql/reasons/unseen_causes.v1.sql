-- Unseen causes: causes without a file in `sql/causes/`, because no export shows them or the bridge derives them from balances.
--
-- since: 2000-01
-- grain: one row for each cause without a file
-- key:   code
-- rule:  bridge.md#one-cause-for-each-difference
--        A user who knows of one can explain an item with it. Only the causes shown on the bridge have a description and an effect

select
    code,
    title,
    description,
    effect
from (
    values
    ('A04', 'Adjustment without value', '', ''),
    ('A05', 'Revaluation by a pair of adjustments', '', ''),
    (
        'A08', 'Opening balances differ',
        'Omni and the ledger''s stock account opened the first uploaded month with different balances.',
        'Inventory in the ledger differs by the same amount every month.'
    ),
    ('C06', 'Refund without restock', '', ''),
    (
        'G05', 'Ledger changed after the close',
        'The stock account''s opening balance differs from last month''s closing balance, apart from replaced COGS journals.',
        'Inventory in the ledger differs by the amount posted to the closed month.'
    ),
    ('G07', 'Difference not listed by QuickBooks', '', ''),
    ('G08', 'Merged sales lines or multi-line journals', '', ''),
    ('G09', 'Wrong month because of the time zone', '', ''),
    ('G11', 'Cin7 Core instructions followed in Omni', '', ''),
    (
        'not_compared', 'Not compared',
        'Documents and entries that could not be matched, for lack of readable references, or because most of their kind differ alike.',
        'Unknown. The amount is what they would add to the gap if none of them had a counterpart.'
    ),
    ('P12', 'Both landed-cost methods on one purchase order', '', ''),
    ('P13', 'Carrier or customs bill not in the ledger', '', ''),
    ('P14', 'Carrier bill coded to inventory and landed cost also synced', '', ''),
    ('P15', 'Landed cost added after the goods were sold', '', ''),
    ('P16', 'Supplier freight, surcharge or discount posted to inventory', '', ''),
    ('P17', 'Non-stock lines posted to the inventory account', '', ''),
    ('S26', 'Contact not linked', '', ''),
    (
        'unexplained', 'Unexplained',
        'The amount that no cause accounts for. It is shown even if it is 0.00.',
        'Unknown.'
    )
) as listed (code, title, description, effect)
