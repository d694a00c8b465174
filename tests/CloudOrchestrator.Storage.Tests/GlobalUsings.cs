global using System.Text;
global using System.Text.Json.Nodes;
global using CloudOrchestrator.Objects;
global using CloudOrchestrator.Objects.Meta;
