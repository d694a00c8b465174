using System.Xml;
using System.Xml.Linq;
using Azure;

namespace CloudOrchestrator.ServiceBus.Pipeline;

/// <summary>The text of an error answer.</summary>
internal static class ErrorDetail
{
    private const int Longest = 1_000;

    public static string Read(Response response)
    {
        var body = response.ContentStream is null ? "" : response.Content.ToString();
        try
        {
            if (body.StartsWith('<') && XDocument.Parse(body).Descendants().FirstOrDefault(element => element.Name.LocalName == "Detail") is { } detail)
                body = detail.Value;
        }
        catch (XmlException)
        {
            // A front end's own error page; its text has to do.
        }
        body = body.Trim();
        return body.Length == 0 ? response.ReasonPhrase : body.Length <= Longest ? body : body[..Longest];
    }
}
