global using CloudOrchestrator.Kinds.Apps.ReplicaSets;
global using CloudOrchestrator.Kinds.Core.Namespaces;
global using CloudOrchestrator.Kinds.Core.Nodes;
global using CloudOrchestrator.Kinds.Core.Pods;
global using CloudOrchestrator.Kinds.Core.Services;
global using CloudOrchestrator.Kinds.Reconciliation;
global using CloudOrchestrator.Objects;
global using CloudOrchestrator.Objects.Meta;
