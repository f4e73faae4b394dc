import { type Exposure, each, type Message, orDefault, type PortRange, text } from '../facts';

/** What usually listens on a port, and what a stranger who reaches it can do. */
interface Service {
  readonly port: number;
  readonly protocols: readonly ('tcp' | 'udp')[];
  /** As people call it. */
  readonly name: string | Message;
  /** `admin`: control of the machine; `database`: the data itself. */
  readonly kind: 'admin' | 'database';
  /** Completes "anyone can … the machine". */
  readonly can: Message;
}

const service =
  (kind: Service['kind'], can: Message) =>
  (port: number, name: Service['name'], ...protocols: Service['protocols']): Service => ({
    port,
    name,
    kind,
    can,
    protocols: protocols.length ? protocols : ['tcp'],
  });

const login = service('admin', text`try to log in to`);
const control = service('admin', text`try to run commands on`);
const files = service('admin', text`try to reach the files of`);
const data = service('database', text`try to read the data of`);

/** Port numbers from the IANA service name registry and each product's documentation; the first match names a range. */
const SERVICES: readonly Service[] = [
  login(22, 'SSH'),
  login(3389, 'Remote Desktop', 'tcp', 'udp'),
  login(23, 'Telnet'),
  control(5985, 'WinRM'),
  control(5986, text`WinRM over TLS`),
  login(5900, 'VNC'),
  login(5901, 'VNC'),
  control(2375, text`The Docker API`),
  control(2376, text`The Docker API`),
  control(10250, text`The kubelet API`),
  control(6443, text`The Kubernetes API`),
  control(135, 'Windows RPC'),
  files(445, text`Windows file sharing`),
  files(139, 'NetBIOS'),
  files(2049, 'NFS'),
  files(873, 'rsync'),
  data(5432, 'PostgreSQL'),
  data(3306, 'MySQL'),
  data(1433, 'SQL Server'),
  data(1434, 'SQL Server', 'tcp', 'udp'),
  data(1521, 'Oracle'),
  data(27017, 'MongoDB'),
  data(27018, 'MongoDB'),
  data(27019, 'MongoDB'),
  data(6379, 'Redis'),
  data(11211, 'Memcached', 'tcp', 'udp'),
  data(9200, 'Elasticsearch'),
  data(9300, 'Elasticsearch'),
  data(9042, 'Cassandra'),
  data(7000, 'Cassandra'),
  data(9160, 'Cassandra'),
  data(2379, 'etcd'),
  data(2380, 'etcd'),
  data(5439, 'Redshift'),
  data(5984, 'CouchDB'),
  data(8086, 'InfluxDB'),
  data(8123, 'ClickHouse'),
  data(7474, 'Neo4j'),
  data(7687, 'Neo4j'),
  data(50000, 'Db2'),
  data(9092, 'Kafka'),
  data(2181, 'ZooKeeper'),
];

/** From how many ports on a range counts as "all": ranges like 1-65535 and 1024-65535 leave nothing closed that matters. */
const NEARLY_ALL = 60_000;

export const isNearlyAll = (range: PortRange): boolean => range.to - range.from + 1 >= NEARLY_ALL;

/** As people write it: `22`, `8000-9000`. */
export const rangeName = (range: PortRange): string =>
  range.from === range.to ? String(range.from) : `${range.from}-${range.to}`;

/** The services of a kind that a range lets through over a protocol (`tcp`, `udp`, `all`), most telling first. */
const servicesIn = (range: PortRange, protocol: string | undefined, kind: Service['kind']): readonly Service[] =>
  SERVICES.filter(
    (candidate) =>
      candidate.kind === kind &&
      candidate.port >= range.from &&
      candidate.port <= range.to &&
      (protocol === 'all' || candidate.protocols.some((own) => own === protocol)),
  );

/** Network ACLs keep no state: answers to calls from inside come in on a wide range of high ports. */
const isForAnswers = (exposure: Exposure, range: PortRange): boolean =>
  exposure.target === 'network-acl' && range.from >= 1024 && range.to - range.from > 1000;

/** The first range of a way in that lets a service of the kind through, unless it lets nearly everything through. */
export function exposedService(
  exposure: Exposure,
  kind: Service['kind'],
): { readonly range: PortRange; readonly service: Service } | undefined {
  const protocol = orDefault(exposure.protocol);
  for (const { value: range } of each(exposure.ports)) {
    const service =
      isNearlyAll(range) || isForAnswers(exposure, range) ? undefined : servicesIn(range, protocol, kind)[0];
    if (service) return { range, service };
  }
  return undefined;
}
