import { said, text, usesOf } from '../../facts';
import { openings } from '../../knowledge/internet';
import { armTemplate } from '../example-text';
import { rule } from '../rule';

export const publicClusterApi = rule({
  id: 'public-cluster-api',
  title: 'Cluster API open to the internet',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  why: 'The API server controls everything that runs in the cluster. Open to the whole internet, a leaked kubeconfig or token works from anywhere, and so does the next flaw in the server itself.',
  remedy: 'Name the addresses that manage the cluster (office, VPN, runners), or make the endpoint private.',
  references: ['CWE-284', 'CIS EKS 5.4.1', 'CIS GKE 5.6.3', 'CIS AKS 5.4.1', 'NIST SC-7'],
  elsewhere: ['CKV_AWS_38', 'CKV_AWS_39', 'CKV_AZURE_6', 'CKV_GCP_20', 'AVD-AWS-0041'],
  reads: ['exposure'],
  *check(exposure) {
    if (exposure.target !== 'cluster-api' || exposure.channel !== 'network') return;
    for (const opening of openings(exposure.sources)) {
      yield {
        at: opening.at,
        message: said(
          opening,
          text`The whole internet can call the API of ${exposure.subject.address}: a leaked token is enough to run the cluster.`,
        ),
        about: opening.value,
        related: usesOf(opening),
      };
    }
  },
  examples: {
    terraform: {
      bad: [
        `resource "aws_eks_cluster" "shop" {
  name = "shop"
  vpc_config {
    subnet_ids          = ["subnet-1"]
    public_access_cidrs = [«"0.0.0.0/0"»]
  }
}`,
        `resource "aws_eks_cluster" "shop" {
  name = "shop"
  «vpc_config» {
    subnet_ids = ["subnet-1"]
  }
}`,
        `«resource "google_container_cluster" "shop"» {
  name = "shop"
}`,
        `«resource "azurerm_kubernetes_cluster" "shop"» {
  name = "shop"
}`,
      ],
      good: [
        `resource "google_container_cluster" "shop" {
  name = "shop"
  control_plane_endpoints_config {
    ip_endpoints_config {
      enabled = false
    }
  }
}`,
        `resource "aws_eks_cluster" "shop" {
  name = "shop"
  vpc_config {
    subnet_ids             = ["subnet-1"]
    endpoint_public_access = false
  }
}`,
        `resource "google_container_cluster" "shop" {
  name = "shop"
  master_authorized_networks_config {
    cidr_blocks {
      cidr_block = "203.0.113.0/28"
    }
  }
}`,
        `resource "azurerm_kubernetes_cluster" "shop" {
  name                    = "shop"
  private_cluster_enabled = true
}`,
      ],
      unknown: [
        `resource "aws_eks_cluster" "shop" {
  name = "shop"
  vpc_config {
    subnet_ids          = ["subnet-1"]
    public_access_cidrs = var.offices
  }
}`,
      ],
    },
    cloudformation: {
      bad: [
        `Resources:
  Shop:
    Type: AWS::EKS::Cluster
    Properties:
      ResourcesVpcConfig:
        SubnetIds: [subnet-1]
        PublicAccessCidrs:
          - «0.0.0.0/0»
`,
      ],
      good: [
        `Resources:
  Shop:
    Type: AWS::EKS::Cluster
    Properties:
      ResourcesVpcConfig:
        SubnetIds: [subnet-1]
        PublicAccessCidrs:
          - 203.0.113.0/28
`,
      ],
      unknown: [
        `Parameters:
  Public:
    Type: String
Resources:
  Shop:
    Type: AWS::EKS::Cluster
    Properties:
      ResourcesVpcConfig:
        SubnetIds: [subnet-1]
        EndpointPublicAccess: !Ref Public
`,
      ],
    },
    arm: {
      bad: [
        armTemplate(
          'Microsoft.ContainerService/managedClusters@2024-05-01',
          `"apiServerAccessProfile": {
  "authorizedIPRanges": [
    «"0.0.0.0/0"»
  ]
}`,
        ),
      ],
      good: [
        armTemplate(
          'Microsoft.ContainerService/managedClusters@2024-05-01',
          `"apiServerAccessProfile": {
  "enablePrivateCluster": true
}`,
        ),
      ],
      unknown: [
        armTemplate(
          'Microsoft.ContainerService/managedClusters@2024-05-01',
          `"apiServerAccessProfile": {
  "authorizedIPRanges": "[parameters('offices')]"
}`,
          { given: 'offices' },
        ),
      ],
    },
    bicep: {
      bad: [
        `resource cluster 'Microsoft.ContainerService/managedClusters@2024-02-01' = {
  name: 'shop'
  properties: {
    apiServerAccessProfile: {
      authorizedIPRanges: «[]»
    }
  }
}`,
        `resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'shop'
  properties: {
    apiServerAccessProfile: {
      authorizedIPRanges: [
        «'0.0.0.0/0'»
      ]
    }
  }
}`,
      ],
      good: [
        `resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'shop'
  properties: {
    apiServerAccessProfile: {
      enablePrivateCluster: true
    }
  }
}`,
      ],
      unknown: [
        `param offices array

resource cluster 'Microsoft.ContainerService/managedClusters@2024-05-01' = {
  name: 'shop'
  properties: {
    apiServerAccessProfile: {
      authorizedIPRanges: offices
    }
  }
}`,
      ],
    },
  },
});
