import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FixedSlabPool } from '../../../../engine/base/slab-pool.js';
import { systemClock } from '../../../../engine/base/system.io.js';
import { DiskStorageFactory } from '../../../../engine/storage/disk-storage.io.js';
import { filePlacesContract } from '../../../contracts/file-places.contract.js';
import { type StorageUnderTest, storageContract } from '../../../contracts/storage.contract.js';
import { buildDiskWorker } from '../../../support/disk-worker.js';
import { makeScratch } from '../../../support/payload.js';

async function open(slabs: FixedSlabPool): Promise<StorageUnderTest> {
  const scratch = makeScratch('storage');
  const root = scratch.folder('root');
  const factory = new DiskStorageFactory({ workerUrl: await buildDiskWorker(), clock: systemClock, slabs });
  return {
    factory,
    root,
    readFile: (path) => (existsSync(join(root, path)) ? new Uint8Array(readFileSync(join(root, path))) : null),
    putFile: (path, bytes) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), bytes);
    },
    removeFile: (path) => rmSync(join(root, path)),
    dispose: async () => {
      await factory.close();
      scratch.dispose();
    },
  };
}

storageContract('disk storage', open);
filePlacesContract('disk storage', open);
