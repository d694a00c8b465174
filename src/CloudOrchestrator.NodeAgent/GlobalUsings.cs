global using CloudOrchestrator.Client;
global using CloudOrchestrator.Kinds.Core.Nodes;
global using CloudOrchestrator.Kinds.Core.Pods;
global using CloudOrchestrator.Kinds.Core.Services;
global using CloudOrchestrator.Objects;
global using CloudOrchestrator.Objects.Meta;
