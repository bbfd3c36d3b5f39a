-- Unseen causes: those that no file in `sql/causes/` finds, because no export shows them or the bridge reads them off the balances.
--
-- since: 2000-01
-- grain: one row for each cause without a file
-- key:   code
-- rule:  bridge.md#one-cause-for-each-difference
--        A person may know one and explain an item with it. Only those that the bridge names have a description and an effect

select
    code,
    title,
    description,
    effect
from (
    values
    ('A04', 'Adjustment of no value', '', ''),
    ('A05', 'Revaluation by a pair of adjustments', '', ''),
    ('A06', 'Transfer in transit in holding stock', '', ''),
    ('A07', 'Value added by a production job', '', ''),
    (
        'A08', 'Opening balances differ',
        'Omni and the ledger''s stock account began the first month that was uploaded with different amounts.',
        'inventory of the ledger, by the same amount in every month'
    ),
    ('A10', 'Sale at the till without stock, not yet resolved', '', ''),
    ('C06', 'Refund without restock', '', ''),
    (
        'G05', 'Ledger changed after the close',
        'the stock account opens with another amount than it closed with a month before, replaced COGS journals apart.',
        'inventory of the ledger, by what was posted into a month already over'
    ),
    ('G07', 'Difference that QuickBooks never lists', '', ''),
    ('G08', 'Merged sales lines or journals of several lines', '', ''),
    ('G09', 'Month shifted by the time zone', '', ''),
    ('G11', 'Advice for Cin7 Core followed in Omni', '', ''),
    ('P12', 'Both landed-cost methods on one purchase order', '', ''),
    ('P13', 'Carrier''s or customs'' bill not in the ledger', '', ''),
    ('P14', 'Carrier''s bill coded to inventory and landed cost synced', '', ''),
    ('P15', 'Landed cost after the goods were sold', '', ''),
    ('P16', 'Supplier''s freight, surcharge or discount lands in inventory', '', ''),
    ('P17', 'Lines that are no stock go to the inventory account', '', ''),
    ('S26', 'Contact not linked', '', ''),
    (
        'unexplained', 'Unexplained',
        'what no cause accounts for. It is printed even if it is 0.00.',
        'unknown'
    )
) as listed (code, title, description, effect)
