global using System.Text.Json;
global using System.Text.Json.Nodes;
global using CloudOrchestrator.Kinds;
global using CloudOrchestrator.Objects;
global using CloudOrchestrator.Objects.Meta;
global using CloudOrchestrator.Storage;
