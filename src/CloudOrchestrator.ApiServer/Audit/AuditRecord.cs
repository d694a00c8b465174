using CloudOrchestrator.ApiServer.Requests;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Audit;

/// <summary>A request that has been answered, for the audit log.</summary>
internal sealed record AuditRecord(string Id, DateTimeOffset Received, HttpContext Context, RequestInfo Info, string Verb, Caller Caller);
