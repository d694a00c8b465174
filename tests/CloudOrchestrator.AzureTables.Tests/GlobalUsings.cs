global using CloudOrchestrator.Objects;
global using CloudOrchestrator.Storage;
global using CloudOrchestrator.Testing;
global using CloudOrchestrator.Testing.Azure;
