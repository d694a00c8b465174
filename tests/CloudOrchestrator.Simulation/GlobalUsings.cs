global using CloudOrchestrator.Client;
global using CloudOrchestrator.Objects;
global using CloudOrchestrator.Objects.Meta;
global using CloudOrchestrator.Storage;
global using CloudOrchestrator.WorkQueues;
