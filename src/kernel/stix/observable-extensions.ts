import {
  anyInteger,
  anyName,
  closed,
  dictionaryOf,
  either,
  hashes,
  hex,
  machineText,
  natural,
  open,
  wholeSecond,
} from './data-types.ts';
import { cite, flag, idOf, list, matching, number, shape, stix, text } from './rules.ts';
import type { Properties, Rule } from './rules.ts';
import { CLOSED } from './enumerations.ts';
import { OPEN } from './vocabularies.ts';

// The extensions that STIX itself defines for its observables, by the type that has them.

/** Just these properties, one at least. */
const extension = (section: string, properties: Properties): Rule => cite(stix(section), shape(properties, 1));
const texts = list(machineText);
const fileId = idOf('file');

const peOptionalHeader = shape(
  {
    'magic_hex?': hex,
    'major_linker_version?': anyInteger,
    'minor_linker_version?': anyInteger,
    'size_of_code?': natural,
    'size_of_initialized_data?': natural,
    'size_of_uninitialized_data?': natural,
    'address_of_entry_point?': anyInteger,
    'base_of_code?': anyInteger,
    'base_of_data?': anyInteger,
    'image_base?': anyInteger,
    'section_alignment?': anyInteger,
    'file_alignment?': anyInteger,
    'major_os_version?': anyInteger,
    'minor_os_version?': anyInteger,
    'major_image_version?': anyInteger,
    'minor_image_version?': anyInteger,
    'major_subsystem_version?': anyInteger,
    'minor_subsystem_version?': anyInteger,
    'win32_version_value_hex?': hex,
    'size_of_image?': natural,
    'size_of_headers?': natural,
    'checksum_hex?': hex,
    'subsystem_hex?': hex,
    'dll_characteristics_hex?': hex,
    'size_of_stack_reserve?': natural,
    'size_of_stack_commit?': natural,
    'size_of_heap_reserve?': natural,
    'size_of_heap_commit?': natural,
    'loader_flags_hex?': hex,
    'number_of_rva_and_sizes?': anyInteger,
    'hashes?': hashes,
  },
  1,
);

export const FILE_EXTENSIONS: Readonly<Record<string, Rule>> = {
  'archive-ext': extension('6.7.2', { contains_refs: list(idOf('file', 'directory')), 'comment?': machineText }),
  'ntfs-ext': extension('6.7.3', {
    'sid?': anyName,
    'alternate_data_streams?': list(shape({ name: machineText, 'hashes?': hashes, 'size?': natural })),
  }),
  'pdf-ext': extension('6.7.4', {
    'version?': anyName,
    'is_optimized?': flag,
    'document_info_dict?': dictionaryOf(machineText),
    'pdfid0?': anyName,
    'pdfid1?': anyName,
  }),
  'raster-image-ext': extension('6.7.5', {
    'image_height?': anyInteger,
    'image_width?': anyInteger,
    'bits_per_pixel?': anyInteger,
    'exif_tags?': dictionaryOf(either(machineText, anyInteger)),
  }),
  'windows-pebinary-ext': extension('6.7.6', {
    pe_type: open(OPEN.peBinaryType),
    'imphash?': anyName,
    'machine_hex?': hex,
    'number_of_sections?': natural,
    'time_date_stamp?': wholeSecond,
    'pointer_to_symbol_table_hex?': hex,
    'number_of_symbols?': natural,
    'size_of_optional_header?': natural,
    'characteristics_hex?': hex,
    'file_header_hashes?': hashes,
    'optional_header?': peOptionalHeader,
    'sections?': list(
      shape({
        name: machineText,
        'size?': natural,
        'entropy?': number(-Number.MAX_VALUE, Number.MAX_VALUE),
        'hashes?': hashes,
      }),
    ),
  }),
};

export const TRAFFIC_EXTENSIONS: Readonly<Record<string, Rule>> = {
  'http-request-ext': extension('6.12.2', {
    request_method: text(250),
    request_value: machineText,
    'request_version?': anyName,
    'request_header?': dictionaryOf(texts),
    'message_body_length?': natural,
    'message_body_data_ref?': idOf('artifact'),
  }),
  'icmp-ext': extension('6.12.3', { icmp_type_hex: hex, icmp_code_hex: hex }),
  'socket-ext': extension('6.12.4', {
    address_family: closed(CLOSED.socketAddressFamily),
    'is_blocking?': flag,
    'is_listening?': flag,
    'options?': dictionaryOf(
      anyInteger,
      matching(/^(SO|ICMP|ICMP6|IP|IPV6|MCAST|TCP|IRLMP)_[A-Z0-9_]{1,200}$/, 'the name of a socket option'),
    ),
    'socket_type?': closed(CLOSED.socketType),
    'socket_descriptor?': natural,
    'socket_handle?': anyInteger,
  }),
  'tcp-ext': extension('6.12.5', { 'src_flags_hex?': hex, 'dst_flags_hex?': hex }),
};

export const PROCESS_EXTENSIONS: Readonly<Record<string, Rule>> = {
  'windows-process-ext': extension('6.13.2', {
    'aslr_enabled?': flag,
    'dep_enabled?': flag,
    'priority?': anyName,
    'owner_sid?': anyName,
    'window_title?': machineText,
    'startup_info?': dictionaryOf(either(machineText, anyInteger)),
    'integrity_level?': closed(CLOSED.windowsIntegrityLevel),
  }),
  'windows-service-ext': extension('6.13.3', {
    'service_name?': machineText,
    'descriptions?': texts,
    'display_name?': machineText,
    'group_name?': machineText,
    'start_type?': closed(CLOSED.windowsServiceStartType),
    'service_dll_refs?': list(fileId),
    'service_type?': closed(CLOSED.windowsServiceType),
    'service_status?': closed(CLOSED.windowsServiceStatus),
  }),
};

export const ACCOUNT_EXTENSIONS: Readonly<Record<string, Rule>> = {
  'unix-account-ext': extension('6.16.2', {
    'gid?': anyInteger,
    'groups?': list(anyName),
    'home_dir?': machineText,
    'shell?': machineText,
  }),
};
