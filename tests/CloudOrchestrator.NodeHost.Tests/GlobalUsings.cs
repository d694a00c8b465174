global using System.Net;
global using System.Text;
global using System.Text.Json.Nodes;
global using CloudOrchestrator.NodeHost.Azure;
global using CloudOrchestrator.Testing;
global using Microsoft.Extensions.Logging.Abstractions;
