using CloudOrchestrator.LogWriter;

// Writes to a log as fast as it can until it is killed, alone or as one of many such processes, and prints what it does.
// Arguments: the log (file:FOLDER or table:PREFIX), what to write (objects or operations), the name of this writer, how many of its requests run at once.
// A table's connection string comes from the environment.
var place = LogPlace.Parse(args[0]);
await using var log = place.Open();
using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
await (args[1] switch
{
    "objects" => ObjectWriters.RunAsync(log, place, args[2], int.Parse(args[3]), output),
    "operations" => OperationWriters.RunAsync(log, place, args[2], int.Parse(args[3]), output),
    _ => throw new ArgumentException($"what to write is objects or operations, not {args[1]}"),
});
