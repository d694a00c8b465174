global using System.Text;
global using System.Text.Json;
global using System.Text.Json.Nodes;
global using CloudOrchestrator.Objects.Meta;
global using CloudOrchestrator.Objects.Schemas;
