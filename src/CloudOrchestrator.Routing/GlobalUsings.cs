global using CloudOrchestrator.Objects;
