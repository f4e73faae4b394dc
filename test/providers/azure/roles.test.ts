import assert from 'node:assert/strict';
import type { Membership } from '../../../src/facts';
import { roles } from '../../../src/providers/azure/roles';
import { type PlainData, ref, resources, template, unknown } from '../../support/plain-resource';

function assignment(attributes: Readonly<Record<string, PlainData>>): Membership {
  const set = resources({
    'azurerm_role_assignment.a': { principal_id: unknown(), ...attributes },
    'data.azurerm_subscription.current': {},
    'azurerm_resource_group.shop': {},
    'azurerm_role_definition.own': {},
    'data.azurerm_role_definition.owner': { name: 'Owner' },
  });
  return [...roles.facts(set.get('azurerm_role_assignment.a'))][0] as Membership;
}
const shown = (value: { state: string; value?: unknown }) => (value.state === 'known' ? value.value : value.state);

describe('Azure role assignments', () => {
  it('say how far they reach', () => {
    const reach = (scope: PlainData) => shown(assignment({ scope }).reach);
    assert.equal(reach(ref('data.azurerm_subscription.current', 'id')), 'subscription');
    assert.equal(reach('/subscriptions/1'), 'subscription');
    assert.equal(reach(template('/subscriptions/', unknown())), 'subscription');
    assert.equal(reach('/subscriptions/1/resourceGroups/shop'), '/subscriptions/1/resourceGroups/shop');
    assert.equal(reach(template('/subscriptions/', unknown(), '/resourceGroups/shop')), 'unknown');
    assert.equal(reach(ref('azurerm_resource_group.shop', 'id')), 'unknown');
    assert.equal(reach(unknown()), 'unknown');
    assert.equal(reach('/providers/Microsoft.Management/managementGroups/top'), 'management-group');
  });

  it('name the role as it is written, looked up or declared', () => {
    const role = (attributes: Readonly<Record<string, PlainData>>) => shown(assignment(attributes).of);
    assert.equal(role({ role_definition_name: 'Owner' }), 'Owner');
    const id = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
    const path = template(unknown(), `/providers/Microsoft.Authorization/roleDefinitions/${id}`);
    assert.equal(role({ role_definition_id: path }), id);
    assert.equal(role({ role_definition_id: ref('data.azurerm_role_definition.owner', 'id') }), 'Owner');
    assert.equal(role({ role_definition_id: ref('azurerm_role_definition.own') }), 'azurerm_role_definition.own');
  });

  it('keep a condition', () => {
    assert.equal(assignment({ condition: 'x' }).conditions.state, 'known');
    assert.equal(assignment({}).conditions.state, 'absent');
  });
});
