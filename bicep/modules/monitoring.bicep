// Where telemetry goes, the workbook that shows it, and the alerts that speak up. Alerts cost money by themselves: without anybody to tell there are none.

@description('Region of the resources.')
param location string

@description('First part of the names.')
param clusterName string

@description('Days that telemetry is kept; the first 31 are free.')
@minValue(30)
@maxValue(730)
param retentionInDays int

@description('Gigabytes of telemetry a day after which no more is taken.')
@minValue(1)
param dailyCapGb int

@description('Who gets mail from alerts; empty for nobody.')
param alertEmail string

@description('Service Bus namespace.')
param serviceBusName string

@description('Queue of work items.')
param workQueue string

@description('Queue of items that cannot be handled.')
param poisonQueue string

@description('Messages on the work queue that are too many when they stay for a quarter of an hour.')
param stuckQueueMessages int

@description('Account that holds the tables.')
param storageAccountName string

@description('Tags of every resource.')
param tags object

var alerting = !empty(alertEmail)
var queryAlerts = loadJsonContent('../monitoring/alerts.json')
var workbook = loadTextContent('../monitoring/workbook.json')

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' existing = {
  name: serviceBusName
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2025-01-01' existing = {
  parent: account
  name: 'default'
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: clusterName
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: retentionInDays
    workspaceCapping: {
      dailyQuotaGb: dailyCapGb
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: clusterName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    IngestionMode: 'LogAnalytics'
  }
}

resource board 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, clusterName, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'CloudOrchestrator ${clusterName}'
    category: 'workbook'
    sourceId: insights.id
    serializedData: replace(replace(workbook, '__APP_INSIGHTS__', insights.id), '__SERVICE_BUS__', namespace.id)
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (alerting) {
  name: '${clusterName}-alerts'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: take(clusterName, 12)
    enabled: true
    emailReceivers: [
      {
        name: 'mail'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

resource stuckQueue 'Microsoft.Insights/metricAlerts@2018-03-01' = if (alerting) {
  name: '${clusterName}-stuck-queue'
  location: 'global'
  tags: tags
  properties: {
    description: 'Work waits and nobody takes it: the app does not start, or cannot read the queue.'
    severity: 1
    enabled: true
    scopes: [
      namespace.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'waiting'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ActiveMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                workQueue
              ]
            }
          ]
          // The least of the window: a burst that is worked off is no reason to wake anybody.
          timeAggregation: 'Minimum'
          operator: 'GreaterThan'
          threshold: stuckQueueMessages
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = if (alerting) {
  name: '${clusterName}-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Messages were given up on: `cloudorchestrator queue list` shows them with their reason.'
    severity: 2
    enabled: true
    scopes: [
      namespace.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'dead'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'DeadletteredMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                workQueue
              ]
            }
          ]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}

resource poisoned 'Microsoft.Insights/metricAlerts@2018-03-01' = if (alerting) {
  name: '${clusterName}-poison'
  location: 'global'
  tags: tags
  properties: {
    description: 'Work items failed ten times: `cloudorchestrator queue list` shows them with their reason.'
    severity: 2
    enabled: true
    scopes: [
      namespace.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'poisoned'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ActiveMessages'
          dimensions: [
            {
              name: 'EntityName'
              operator: 'Include'
              values: [
                poisonQueue
              ]
            }
          ]
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}

resource queueThrottled 'Microsoft.Insights/metricAlerts@2018-03-01' = if (alerting) {
  name: '${clusterName}-queue-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'Service Bus refuses requests because there are too many: split the nodes over several namespaces.'
    severity: 3
    enabled: true
    scopes: [
      namespace.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'throttled'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.ServiceBus/namespaces'
          metricName: 'ThrottledRequests'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}

resource tablesThrottled 'Microsoft.Insights/metricAlerts@2018-03-01' = if (alerting) {
  name: '${clusterName}-tables-throttled'
  location: 'global'
  tags: tags
  properties: {
    description: 'Table Storage refuses requests because there are too many.'
    severity: 3
    enabled: true
    scopes: [
      tableService.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'throttled'
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: 'Microsoft.Storage/storageAccounts/tableServices'
          metricName: 'Transactions'
          dimensions: [
            {
              name: 'ResponseType'
              operator: 'Include'
              values: [
                'ServerBusyError'
                'ClientThrottlingError'
                'ClientAccountRequestThrottlingError'
              ]
            }
          ]
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 10
          // The service publishes a dimension's value only once it has occurred.
          skipMetricValidation: true
        }
      ]
    }
    actions: [
      {
        actionGroupId: people.id
      }
    ]
  }
}

resource queries 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in queryAlerts: if (alerting) {
  name: '${clusterName}-${rule.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: '${clusterName}: ${rule.displayName}'
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [
      insights.id
    ]
    evaluationFrequency: rule.frequency
    windowSize: rule.window
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    autoMitigate: true
    // A new component has none of the tables yet.
    skipQueryValidation: true
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}]

output connectionString string = insights.properties.ConnectionString
output insightsName string = insights.name
output workspaceName string = workspace.name
