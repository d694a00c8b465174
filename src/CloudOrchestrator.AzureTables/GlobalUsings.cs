global using CloudOrchestrator.Objects;
global using CloudOrchestrator.Storage;
