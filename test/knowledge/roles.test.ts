import assert from 'node:assert/strict';
import { managedPolicyName, managedPolicyPower } from '../../src/knowledge/aws-managed-policies';
import { serviceTitle } from '../../src/knowledge/aws-services';
import { azureRole } from '../../src/knowledge/azure-roles';
import { gcpPower, isInvoker } from '../../src/knowledge/gcp-roles';
import { sharedIssuer } from '../../src/knowledge/oidc';

describe('tables of privileged roles', () => {
  it('knows managed policies in every partition and no policy of an account', () => {
    assert.equal(managedPolicyName('arn:aws:iam::aws:policy/AdministratorAccess'), 'AdministratorAccess');
    assert.equal(managedPolicyName('arn:aws-cn:iam::aws:policy/service-role/X'), 'X');
    assert.equal(managedPolicyName('arn:aws:iam::123456789012:policy/AdministratorAccess'), undefined);
    assert.equal(managedPolicyPower('AdministratorAccess'), 'everything');
    assert.equal(managedPolicyPower('toString'), undefined);
  });

  it('knows Azure roles by name, id and path', () => {
    assert.equal(azureRole('owner')?.power, 'everything');
    const path =
      '/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
    assert.equal(azureRole(path)?.name, 'Owner');
    assert.equal(azureRole('Reader'), undefined);
    assert.equal(azureRole('constructor'), undefined);
  });

  it('knows what Google roles amount to', () => {
    assert.equal(gcpPower('roles/owner'), 'everything');
    assert.equal(gcpPower('roles/storage.objectViewer'), undefined);
    assert.ok(isInvoker('roles/run.invoker') && !isInvoker('roles/run.admin'));
  });

  it('knows issuers that many share', () => {
    assert.ok(sharedIssuer('gitlab.com'));
    assert.equal(sharedIssuer('oidc.eks.eu-west-1.amazonaws.com/id/1'), undefined);
  });

  it('calls services by their names', () => {
    assert.equal(serviceTitle('S3'), 'S3');
    assert.equal(serviceTitle('nosuch'), 'nosuch');
  });
});
